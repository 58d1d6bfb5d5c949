namespace SegmentationML.Core.Clustering;

/// <summary>What becomes, at scoring, of a level that the fit did not see.</summary>
public enum UnseenLevelRule
{
    /// <summary>It differs from every level of the fit. The default.</summary>
    Differs = 0,

    /// <summary>Scoring is refused with the level's name.</summary>
    Refuse = 1,
}
