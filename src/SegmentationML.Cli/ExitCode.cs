namespace SegmentationML.Cli;

/// <summary>What <c>segml</c> tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>Done, also when nothing had changed.</summary>
    public const int Done = 0;

    /// <summary>A problem ended it.</summary>
    public const int Failed = 1;

    /// <summary>The words of the call are off.</summary>
    public const int Usage = 2;

    /// <summary>A contract blocked the run; the last version stays.</summary>
    public const int ContractBlocked = 3;

    /// <summary>Another run of the pipeline is under way.</summary>
    public const int Busy = 4;

    /// <summary>Cancelled by a person.</summary>
    public const int Cancelled = 130;
}
