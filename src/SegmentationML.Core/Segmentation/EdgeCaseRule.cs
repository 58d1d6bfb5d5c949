namespace SegmentationML.Core.Segmentation;

/// <summary>One line of the decision list of edge cases.</summary>
/// <param name="Case">The case.</param>
/// <param name="Segment">Code of the provisional segment.</param>
/// <param name="Limit">Periods: of <see cref="EdgeCase.New"/>, <see cref="EdgeCase.Dormant"/> and <see cref="EdgeCase.SeasonalOnly"/> at least 1, of the others 0.</param>
public sealed record EdgeCaseRule(EdgeCase Case, string Segment, int Limit = 0)
{
    /// <summary>Reason code of the case.</summary>
    public string Reason => Case switch
    {
        EdgeCase.NoMovement => "NO_MOVEMENT",
        EdgeCase.ReturnsOnly => "RETURNS_ONLY",
        EdgeCase.New => "NEW",
        EdgeCase.OneOff => "ONE_OFF",
        EdgeCase.NegativeNet => "NEGATIVE_NET",
        EdgeCase.SeasonalOnly => "SEASONAL_ONLY",
        _ => "DORMANT",
    };

    internal bool HasLimit => Case is EdgeCase.New or EdgeCase.Dormant or EdgeCase.SeasonalOnly;
}
