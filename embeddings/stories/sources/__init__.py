"""From files of many formats to raw stories."""
