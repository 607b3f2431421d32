"""Make what 填表.html is made of."""
