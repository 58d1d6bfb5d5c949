namespace SegmentationML.Storage.Registry.Mlflow;

/// <summary>How long a server may take and how much it may answer.</summary>
internal sealed record MlflowLimits
{
    /// <summary>For a connection.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For a request with its whole answer, files apart.</summary>
    public TimeSpan Request { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The slowest upload that is waited for, bytes per second.</summary>
    public long LeastUploadRate { get; init; } = 64 * 1024;

    /// <summary>The longest answer that is read, bytes.</summary>
    public int AnswerBytes { get; init; } = 8 << 20;

    /// <summary>How often a reading request is repeated.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>The pause before the first repetition; it doubles.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The most pages of a search.</summary>
    public int Pages { get; init; } = 100;
}
