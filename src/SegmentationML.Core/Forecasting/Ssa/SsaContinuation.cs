namespace SegmentationML.Core.Forecasting.Ssa;

/// <summary>How singular spectrum analysis goes on after the newest bucket.</summary>
public enum SsaContinuation
{
    /// <summary>The linear recurrence of the directions continues the reconstructed signal, bucket by bucket.</summary>
    Recurrent,

    /// <summary>The newest lagged vector is moved on within the directions, and the buckets are the diagonal means of the vectors: steadier where the recurrence is not.</summary>
    Vector,
}
