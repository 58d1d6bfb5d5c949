namespace SegmentationML.Core.Demand;

/// <summary>All demand features of one series.</summary>
/// <param name="Variability">Mean, standard deviation, raw CV.</param>
/// <param name="Intermittency">ADI and CV² of the sizes.</param>
/// <param name="Seasonality">De-seasonalised CV, strength of season and trend.</param>
/// <param name="Trend">Linear trend.</param>
/// <param name="TimeDecay">Time-decayed sums over the active span.</param>
/// <param name="ReferenceError">Error of the fixed reference forecaster.</param>
/// <param name="PeriodsSinceLastDemand">Periods after the last demand up to the cut-off, missing ones included; -1 without demand.</param>
public readonly record struct DemandProfile(
    VariabilityProfile Variability,
    IntermittencyProfile Intermittency,
    SeasonalityProfile Seasonality,
    TrendProfile Trend,
    TimeDecayProfile TimeDecay,
    ReferenceErrorProfile ReferenceError,
    int PeriodsSinceLastDemand);
