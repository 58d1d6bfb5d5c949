namespace SegmentationML.Service.Api;

/// <summary>Calls so far, by the class of their answer, and their times in steps.</summary>
internal sealed class CallTally
{
    private readonly long[] _byClass = new long[6];
    private readonly long[] _bySteps = new long[Steps.Count + 1];
    private long _ticks;

    /// <summary>Upper ends of the steps, seconds.</summary>
    public static IReadOnlyList<double> Steps { get; } = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5, 30];

    /// <summary>Counts a call.</summary>
    public void Add(int status, TimeSpan took)
    {
        Interlocked.Increment(ref _byClass[Math.Clamp(status / 100, 0, 5)]);
        var step = 0;
        while (step < Steps.Count && took.TotalSeconds > Steps[step])
        {
            step++;
        }

        Interlocked.Increment(ref _bySteps[step]);
        Interlocked.Add(ref _ticks, took.Ticks);
    }

    /// <summary>Calls with an answer of a class: 2 for 200 to 299.</summary>
    public long OfClass(int statusClass) => Interlocked.Read(ref _byClass[statusClass]);

    /// <summary>Calls within the steps up to one; the last is all of them.</summary>
    public long Within(int step)
    {
        var sum = 0L;
        for (var i = 0; i <= step; i++)
        {
            sum += Interlocked.Read(ref _bySteps[i]);
        }

        return sum;
    }

    /// <summary>Seconds of all calls together.</summary>
    public double Seconds => TimeSpan.FromTicks(Interlocked.Read(ref _ticks)).TotalSeconds;
}
