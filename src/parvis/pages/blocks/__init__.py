"""What articles, news and resources are made of: blocks that an editor puts one after the other."""
