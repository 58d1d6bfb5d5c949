namespace SegmentationML.Pipeline.Scoring;

/// <summary>An entity to be scored.</summary>
/// <param name="Key">Its key; null for one that nobody knows yet.</param>
/// <param name="Drivers">Its drivers by name; NaN for one whose value is not known.</param>
/// <param name="Classes">Classes that are told and not computed, by dimension.</param>
public sealed record ScoreCase(string? Key, IReadOnlyDictionary<string, double> Drivers, IReadOnlyDictionary<string, string> Classes);
