namespace SegmentationML.Storage.Files;

/// <summary>Tries again for half a second: a lock may look held for a moment though nobody has it.</summary>
/// <remarks>Whoever asks whether a lock is held touches it for an instant; a program that this process is just starting has every open file until it runs; and the server's session of a run that was silent for too long is ended by the first try.</remarks>
internal static class Patience
{
    private const int Tries = 25;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>What an attempt gives; null when none did, or when trying again is of no use.</summary>
    /// <param name="attempt">Gives null when it failed.</param>
    /// <param name="isOfUse">Whether to try again; null for always.</param>
    /// <param name="cancellation">Ends the tries with an <see cref="OperationCanceledException"/>.</param>
    public static T? For<T>(Func<T?> attempt, Func<bool>? isOfUse = null, CancellationToken cancellation = default)
        where T : class
    {
        for (var tries = 1; ; tries++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (attempt() is { } given)
            {
                return given;
            }

            if (tries == Tries || isOfUse?.Invoke() == false)
            {
                return null;
            }

            cancellation.WaitHandle.WaitOne(Pause);
        }
    }
}
