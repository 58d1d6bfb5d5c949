namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Tells the progress of one part of a piece of work as progress of the whole.</summary>
/// <param name="progress">Of the whole.</param>
/// <param name="done">Share of the whole that lies before the part, in [0, 1].</param>
/// <param name="share">Share of the whole that the part is.</param>
/// <param name="detail">What is done in it.</param>
internal sealed class PartProgress(IProgress<StepProgress> progress, double done, double share, string detail) : IProgress<double>
{
    /// <inheritdoc/>
    public void Report(double value) => progress.Report(new StepProgress(done + (share * value), detail));
}
