namespace SegmentationML.Core.Governance.Alerts;

/// <summary>What a run saw that may be worth an alert; rules judge it later.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Run">The run.</param>
/// <param name="Contract">The worst outcome of the data contracts: pass, warn, quarantine or block.</param>
/// <param name="Quarantined">Rows that were set aside.</param>
/// <param name="Blocking">Why the contracts blocked; empty when they did not.</param>
/// <param name="Version">What was seen of the version; null when the run published none.</param>
public sealed record RunObservation(string Pipeline, string Run, string Contract, long Quarantined, string Blocking, VersionObservation? Version)
{
    /// <summary>The observation that holds after this one: a run that published nothing leaves what was seen of the version in use.</summary>
    /// <param name="before">The last one of the pipeline; null for none.</param>
    public RunObservation After(RunObservation? before) => this with { Version = Version ?? before?.Version };
}
