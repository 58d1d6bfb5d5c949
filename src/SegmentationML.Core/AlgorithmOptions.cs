namespace SegmentationML.Core;

/// <summary>Base of every algorithm's options: immutable, valid by default, able to say all that is wrong.</summary>
public abstract record AlgorithmOptions
{
    /// <summary>Lists everything that is wrong with these options; empty when they are valid.</summary>
    public abstract IEnumerable<Problem> Validate();
}
