namespace SegmentationML.Core.Governance.Impact;

/// <summary>One entity in the version in use and in the one that may follow it.</summary>
/// <param name="Key">Its key.</param>
/// <param name="From">Its segment in the version in use; null when it is new.</param>
/// <param name="To">Its segment in the version to come; null when it is gone.</param>
/// <param name="Value">What it is worth, 0 or more: by the version to come, or by the one in use when it is gone.</param>
/// <param name="UnitCost">Cost of one unit by which stock of both versions is valued; NaN when it is not known.</param>
/// <param name="Before">Its terms in the version in use.</param>
/// <param name="After">Its terms in the version to come.</param>
public readonly record struct EntityChange(string Key, string? From, string? To, double Value, double UnitCost, EntityTerms Before, EntityTerms After)
{
    /// <summary>Whether both versions have it.</summary>
    public bool IsCommon => From is not null && To is not null;

    /// <summary>Whether both versions have it, in different segments.</summary>
    public bool HasMoved => IsCommon && From != To;
}
