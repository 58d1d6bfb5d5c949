namespace SegmentationML.Core.Forecasting;

/// <summary>The buffers of a <see cref="ForecastWorkspace"/>: two users of one slot at a time would write over each other, so each use has its own.</summary>
public enum WorkspaceSlot
{
    /// <summary>The history without its missing buckets.</summary>
    Observed,

    /// <summary>The forecast that a level method would have made after each bucket.</summary>
    LevelPath,

    /// <summary>Running sums of the history.</summary>
    RunningSum,

    /// <summary>The history after gaps were filled or after scaling.</summary>
    Filled,

    /// <summary>Forecasts of the back-test, origins × horizon.</summary>
    BackTest,

    /// <summary>Forecast means beyond the horizon, up to the lead time.</summary>
    LongMean,

    /// <summary>Standard deviations of the forecast errors by step.</summary>
    StepSd,

    /// <summary>The history in other units, when its own would overflow or vanish when squared.</summary>
    Rescaled,

    /// <summary>A square matrix of a decomposition.</summary>
    Matrix,

    /// <summary>Eigenvectors, one a row.</summary>
    Vectors,

    /// <summary>Eigenvalues.</summary>
    Values,

    /// <summary>Sub-diagonal and other vectors of a decomposition.</summary>
    Scratch,

    /// <summary>Coefficients of a linear recurrence.</summary>
    Recurrence,

    /// <summary>The history less its centre.</summary>
    Centred,

    /// <summary>A second scratch vector.</summary>
    MoreScratch,

    /// <summary>The newest buckets of a history, newest first.</summary>
    Newest,

    /// <summary>Filters from the newest buckets to the signal, one a row.</summary>
    Filter,

    /// <summary>Filters from the newest buckets to the forecast of each step, one a row.</summary>
    StepFilters,

    /// <summary>The history in multiples of its mean, as models see it.</summary>
    Scaled,

    /// <summary>Standard deviations of a model's errors, up to the lead time.</summary>
    ModelSd,

    /// <summary>Sums of blocks of buckets.</summary>
    Blocks,

    /// <summary>Smoothed sums of blocks after each bucket.</summary>
    BlockLevels,

    /// <summary>Smoothing weight of each block size.</summary>
    BlockAlphas,

    /// <summary>A second path of levels.</summary>
    OtherPath,

    /// <summary>Demand sizes in order.</summary>
    Sizes,

    /// <summary>Intervals between demands in order.</summary>
    Intervals,

    /// <summary>The rate that a fit is held against.</summary>
    Target,

    /// <summary>The history newest first, gaps as NaN.</summary>
    Known,

    /// <summary>Drawn paths, one a row.</summary>
    Draws,

    /// <summary>The drawn demand of one step, sorted.</summary>
    Sorted,

    /// <summary>Distinct quantities of a history, ascending.</summary>
    Atoms,

    /// <summary>Their weights.</summary>
    AtomWeights,

    /// <summary>Forecasts of the members of a combination, one after the other.</summary>
    MemberMeans,

    /// <summary>Error spreads of the members of a combination, one after the other.</summary>
    MemberSds,

    /// <summary>Forecasts of the back-test that weighs the members of a combination.</summary>
    MemberBackTest,

    /// <summary>Weights of the members of a combination, and what is combined at one step.</summary>
    MemberWeights,

    /// <summary>Parameters of a member of a combination, which nobody reports.</summary>
    MemberParameters,

    /// <summary>Filters of a vector forecast, one a step.</summary>
    VectorFilters,

    /// <summary>A signal that a decomposition tells from its noise.</summary>
    Signal,

    /// <summary>A history made anew.</summary>
    Redrawn,
}
