namespace SegmentationML.Pipeline.Ports;

/// <summary>An output of a step while it is written; disposing without <see cref="Commit"/> drops it.</summary>
public interface IStepDraft : IDisposable
{
    /// <summary>An empty folder to write in, absolute.</summary>
    string Folder { get; }

    /// <summary>Where the output will lie, relative to the cache folder, forward slashes.</summary>
    string Name { get; }

    /// <summary>Makes the output visible as a whole; from then on it is found.</summary>
    /// <param name="result">The step's result record as JSON.</param>
    /// <param name="rows">Rows that the step made.</param>
    /// <param name="summary">A few words for the report.</param>
    StepOutput Commit(string result, long rows, string summary);
}
