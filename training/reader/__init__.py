"""Train, measure and export the span reader: ``train``, ``evaluate``, ``export``, ``calibrate``."""
