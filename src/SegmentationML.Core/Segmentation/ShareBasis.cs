namespace SegmentationML.Core.Segmentation;

/// <summary>What a cumulative share is a share of.</summary>
public enum ShareBasis
{
    /// <summary>Share of the total value: A is the first 80 % of revenue.</summary>
    Value = 0,

    /// <summary>Share of the number of entities with a positive value: A is the first 20 % of items.</summary>
    Items = 1,
}
