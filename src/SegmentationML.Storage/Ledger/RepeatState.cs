namespace SegmentationML.Storage.Ledger;

/// <summary>What is known of a call that bears a key of its own.</summary>
public enum RepeatState
{
    /// <summary>It is the first: it was entered and is to be done.</summary>
    First,

    /// <summary>It was done, and its answer is known.</summary>
    Answered,

    /// <summary>It is being done.</summary>
    UnderWay,

    /// <summary>The process that did it has ended without an answer: whether it took effect is not known.</summary>
    CutOff,

    /// <summary>The key was used for another call.</summary>
    OtherCall,
}
