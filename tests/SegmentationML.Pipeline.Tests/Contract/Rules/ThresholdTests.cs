using SegmentationML.Contracts.Standard;
using SegmentationML.Pipeline.Contract.Rules;

namespace SegmentationML.Pipeline.Tests.Contract.Rules;

public sealed class ThresholdTests
{
    // The standard's table of operators; "mustBeBetween is the equivalent to mustBeGreaterThan and mustBeLessThan", so its ends are outside.
    public static TheoryData<QualityRule, double[], double[], bool> Operators => new()
    {
        { new QualityRule { MustBe = 5L }, [5], [4.999, 6], false },
        { new QualityRule { MustBe = 0L }, [0], [1], true },
        { new QualityRule { MustNotBe = 3.14m }, [3, 0], [3.14], false },
        { new QualityRule { MustBeGreaterThan = 59 }, [60], [59, 58], false },
        { new QualityRule { MustBeGreaterOrEqualTo = 60 }, [60, 61], [59.9], false },
        { new QualityRule { MustBeLessThan = 1000 }, [999, -1], [1000], false },
        { new QualityRule { MustBeLessThan = 1 }, [0], [1], true },
        { new QualityRule { MustBeLessOrEqualTo = 0 }, [0], [1], true },
        { new QualityRule { MustBeBetween = [0, 100] }, [1, 99.9], [0, 100, 101], false },
        { new QualityRule { MustNotBeBetween = [0, 100] }, [0, 100, -1], [1, 50], false },
        { new QualityRule { MustBe = true }, [1], [0], false },
    };

    [Theory]
    [MemberData(nameof(Operators))]
    public void Holds_ByTheStandardsTable(QualityRule rule, double[] kept, double[] broken, bool meansNone)
    {
        var threshold = Threshold.Of(rule);
        Assert.All(kept, k => Assert.True(threshold.Holds((decimal)k), $"{k} is {threshold}"));
        Assert.All(broken, b => Assert.False(threshold.Holds((decimal)b), $"{b} is not {threshold}"));
        Assert.Equal(meansNone, threshold.MeansNone);
    }
}
