namespace SegmentationML.Core.Clustering;

/// <summary>What the fit learnt about a feature whose values are names.</summary>
/// <param name="Encoding">How levels become numbers.</param>
/// <param name="Levels">The levels of the training rows, ordinal order.</param>
/// <param name="Usual">The most frequent level, of equal ones the first: stands in for missing values; -1 when they are refused.</param>
/// <param name="Unseen">What becomes of other levels.</param>
public sealed record FittedCategory(CategoryEncoding Encoding, IReadOnlyList<string> Levels, int Usual, UnseenLevelRule Unseen);
