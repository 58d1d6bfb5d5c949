using System.Collections.Concurrent;

namespace SegmentationML.Service.Security;

/// <summary>Counts calls by minute: those of a key against its rate, failed ones of an address against the lock-out.</summary>
internal sealed class CallCounter(ServiceOptions options, TimeProvider clock)
{
    private const int MostAddresses = 10_000;
    private readonly Lock _turn = new();
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _failed = new(StringComparer.Ordinal);
    private long _minute;

    /// <summary>Counts a call of a key.</summary>
    /// <returns>False past the rate.</returns>
    public bool MayCall(string key)
    {
        TurnMinute();
        return _calls.AddOrUpdate(key, 1, (_, n) => n + 1) <= options.CallsPerMinute;
    }

    /// <summary>Counts a call without a valid key.</summary>
    public void Failed(string address)
    {
        TurnMinute();
        if (_failed.Count < MostAddresses || _failed.ContainsKey(address))
        {
            _failed.AddOrUpdate(address, 1, (_, n) => n + 1);
        }
    }

    /// <summary>Whether an address failed too often in this minute.</summary>
    public bool IsShutOut(string address)
    {
        TurnMinute();
        return _failed.GetValueOrDefault(address) >= options.FailedCallsPerMinute;
    }

    private void TurnMinute()
    {
        var minute = clock.GetTimestamp() / clock.TimestampFrequency / 60;
        if (minute == Volatile.Read(ref _minute))
        {
            return;
        }

        lock (_turn)
        {
            if (minute != _minute)
            {
                _calls.Clear();
                _failed.Clear();
                Volatile.Write(ref _minute, minute);
            }
        }
    }
}
