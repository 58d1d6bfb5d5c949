namespace SegmentationML.Notebooks.Client;

/// <summary>An alert.</summary>
/// <param name="Fingerprint">Its name.</param>
/// <param name="State">firing, silenced, hidden (by another alert) or resolved.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Severity">info, warning or critical.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="What">One sentence.</param>
/// <param name="Size">How big, with the limit.</param>
/// <param name="Since">UTC.</param>
/// <param name="Version">The version that it concerns.</param>
/// <param name="Todo">What to do.</param>
/// <param name="Link">The evidence, an address of the service.</param>
/// <param name="Resolved">When it was over, UTC.</param>
public sealed record ServiceAlert(string Fingerprint, string State, string Kind, string Severity, string Pipeline, string What, string Size, DateTimeOffset Since, long? Version, string Todo, string Link, DateTimeOffset? Resolved);
