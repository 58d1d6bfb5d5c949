namespace SegmentationML.Core.Segmentation;

/// <summary>Entities that are judged before the matrix, since their classes would rest on next to nothing.</summary>
public enum EdgeCase
{
    /// <summary>No demand and no returns in the window. Reason NO_MOVEMENT.</summary>
    NoMovement = 0,

    /// <summary>Returns, but no demand. Reason RETURNS_ONLY.</summary>
    ReturnsOnly = 1,

    /// <summary>Demand, but fewer active periods than the limit. Reason NEW; graduates when it has as many.</summary>
    New = 2,

    /// <summary>Exactly one period with demand. Reason ONE_OFF; graduates with the second.</summary>
    OneOff = 3,

    /// <summary>Demand, but none for at least as many periods as the limit. Reason DORMANT; graduates with the next demand.</summary>
    Dormant = 4,

    /// <summary>Demand, but its net value is negative: more was credited than sold. Reason NEGATIVE_NET; graduates when the net value is zero or more.</summary>
    NegativeNet = 5,

    /// <summary>Demand in at most as many periods of each season as the limit, in every one of two seasons or more, and none outside of them. Reason SEASONAL_ONLY; graduates with the first demand out of season.</summary>
    SeasonalOnly = 6,
}
