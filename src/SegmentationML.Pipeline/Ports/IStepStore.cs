namespace SegmentationML.Pipeline.Ports;

/// <summary>Keeps the outputs of steps below the workspace's cache folder, each under the digest of what it was made from, so that a step with unchanged inputs is skipped.</summary>
/// <remarks>A cache: losing any of it costs time, never a result. An output is there as a whole or not at all, whatever kills the process.</remarks>
public interface IStepStore
{
    /// <summary>The cache folder, absolute.</summary>
    string Folder { get; }

    /// <summary>Finds a finished output. One with a missing or shortened file is not found (and is dropped).</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="step">The step.</param>
    /// <param name="key">The digest of its inputs, options and code.</param>
    StepOutput? Find(string pipeline, StepName step, string key);

    /// <summary>Opens a place to write an output.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="step">The step.</param>
    /// <param name="key">The digest of its inputs, options and code.</param>
    IStepDraft Begin(string pipeline, StepName step, string key);

    /// <summary>Removes outputs of a pipeline that are none of the given and were not used for the given time, and leftovers of killed runs.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="keep">Outputs to keep, as step and key.</param>
    /// <param name="unusedFor">Age of last use from which on an output may go.</param>
    void Trim(string pipeline, IReadOnlyCollection<(StepName Step, string Key)> keep, TimeSpan unusedFor);
}
