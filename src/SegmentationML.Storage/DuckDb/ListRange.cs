namespace SegmentationML.Storage.DuckDb;

/// <summary>Where the items of one row's list lie among the items of the batch.</summary>
/// <param name="Start">Index of the first item.</param>
/// <param name="Length">Number of items; 0 for an empty list and for null.</param>
public readonly record struct ListRange(int Start, int Length);
