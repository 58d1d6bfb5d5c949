using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SegmentationML.Storage.Ledger;

/// <summary>When a message to a webhook or a receiver of alerts is tried again: after 30 seconds, then four times as long each time up to six hours, for about three days.</summary>
public static class RetrySchedule
{
    /// <summary>Attempts after which a message is a dead letter.</summary>
    public const int MostAttempts = 16;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>The time until the next attempt.</summary>
    /// <param name="failed">Attempts that failed so far, at least 1.</param>
    /// <param name="id">The message's name: each message takes its own share of the jitter, a fifth to either side, so that many do not come back at once.</param>
    /// <param name="asked">The time that the receiver asks to be left alone; null for none. Kept up to the longest time.</param>
    public static TimeSpan After(long failed, string id, TimeSpan? asked = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failed, 1);
        var usual = First * Math.Pow(4, Math.Min(failed - 1, 10));
        var spread = (usual > Longest ? Longest : usual) * (0.8 + (0.4 * Share(id, failed)));
        return asked is { } wish && wish > spread ? (wish > Longest ? Longest : wish) : spread;
    }

    // In [0, 1), the same for the same message and attempt: no source of randomness that tests would have to tame.
    private static double Share(string id, long failed)
        => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}/{failed}")))) / 4294967296.0;
}
