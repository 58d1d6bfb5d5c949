namespace SegmentationML.Notebooks.Client;

/// <summary>An entity to be scored.</summary>
/// <param name="Key">Its key; null for one that nobody knows yet.</param>
/// <param name="Drivers">Its drivers by name; null for one whose value is not known.</param>
/// <param name="Classes">Classes that are told and not computed, by dimension.</param>
public sealed record EntityDrivers(string? Key = null, IReadOnlyDictionary<string, double?>? Drivers = null, IReadOnlyDictionary<string, string>? Classes = null);
