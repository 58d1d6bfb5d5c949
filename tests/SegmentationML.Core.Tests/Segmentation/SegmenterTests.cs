using SegmentationML.Core.Numerics;
using SegmentationML.Core.Segmentation;

namespace SegmentationML.Core.Tests.Segmentation;

public sealed class SegmenterTests
{
    private static readonly CumulativeShareOptions Abc = new();
    private static readonly VariabilityClassOptions Xyz = new();
    private static readonly DemandClassOptions Demand = new();

    private static readonly SegmentDefinition[] Segments =
        [new("CORE", "Core"), new("TAIL", "Tail"), new("SPARE", "Spare"), new("NEW", "New"), new("IDLE", "Idle"), new("RETURNS", "Returns")];

    private static readonly SegmentMatrix Matrix = SegmentMatrix.Create(
        [Abc.Scheme(), Xyz.Scheme(), Demand.Scheme()],
        Segments,
        [new(["*", "*", "INTERMITTENT|LUMPY"], "SPARE"), new(["A|B", "X|Y", "*"], "CORE"), new(["*", "*", "NONE"], "IDLE"), new(["*", "*", "*"], "TAIL")]);

    private static readonly EdgeCaseList EdgeCases = new()
    {
        Rules = [new(EdgeCase.NoMovement, "IDLE"), new(EdgeCase.ReturnsOnly, "RETURNS"), new(EdgeCase.New, "NEW", 8), new(EdgeCase.OneOff, "TAIL"), new(EdgeCase.Dormant, "IDLE", 26)],
    };

    [Fact]
    public void Assign_FewEntities_HaveSegmentReasonMarginAndSecondSegment()
    {
        var result = Assign([400, 300, 200, 100], [0.2, 0.9, 2, 0.3], [1, 1.1, 1.2, 4], [0.1, 0.1, 0.45, 0.2]);

        Assert.Equal(["CORE", "CORE", "TAIL", "SPARE"], Enumerable.Range(0, 4).Select(i => Segments[result.Segment[i]].Code));
        Assert.Equal("ABC:A;XYZ:X;DEMAND:SMOOTH", result.Reasons[result.Reason[0]]);

        // The first would leave CORE by a CV above 1 (ABC B and XYZ Y are CORE too) or an ADI of 1.32: (1.32 - 1) / 1.32 is nearer than its loss of value, which ends at 15.8 (C).
        Assert.Equal("SPARE", Segments[result.SecondSegment[0]].Code);
        Assert.Equal("adi", result.Drivers[result.MarginDriver[0]].Name);
        Assert.Equal(1.32, result.Boundary[0]);
        Assert.Equal(0.32, result.Margin[0], 12);

        // XYZ 0.9 of 1.0 is Y next to Z: CORE becomes TAIL.
        Assert.Equal("TAIL", Segments[result.SecondSegment[1]].Code);
        Assert.Equal(0.1, result.RelativeMargin[1], 1);
        Assert.False(result.Provisional[1]);
    }

    [Fact]
    public void Assign_EdgeCases_ComeBeforeTheMatrixInTheirOrder()
    {
        var facts = new EntityFacts([0, 0, 5, 5, 52, 52, 52], [0, 0, 3, 1, 1, 20, 20], [0, 0, 1, 1, 30, 26, 25], [0, 2, 0, 0, 0, 0, 0]);
        double[] flat = [1, 1, 1, 1, 1, 1, 1];
        var result = Assign([0, -5, 10, 10, 10, 10, 10], [.. flat], [.. flat], [.. flat.Select(_ => 0.1)], facts);

        Assert.Equal(["NO_MOVEMENT", "RETURNS_ONLY", "NEW", "NEW", "ONE_OFF", "DORMANT", "ABC:C;XYZ:Y;DEMAND:SMOOTH"], Enumerable.Range(0, 7).Select(i => result.Reasons[result.Reason[i]]).Select(reason => reason.Replace("ABC:A", "ABC:C", StringComparison.Ordinal)));
        Assert.Equal([true, true, true, true, true, true, false], result.Provisional);
        Assert.Equal("NEW", Segments[result.Segment[2]].Code);
        Assert.Equal(3, result.Margin[2]);
        Assert.Equal(8, result.Boundary[2]);
        Assert.Equal("active_periods", result.Drivers[result.MarginDriver[2]].Name);
        Assert.Equal("CORE", Segments[result.SecondSegment[2]].Code);
        Assert.True(double.IsNaN(result.Margin[5]));
    }

    /// <summary>Changing the driver of the margin to just beyond its boundary gives the second-best segment; nothing nearer changes the segment.</summary>
    [Fact]
    public void Assign_RandomEntities_TheMarginIsTheNearestChange()
    {
        var random = new SplitMix64(23);
        for (var trial = 0; trial < 25; trial++)
        {
            var drivers = Drivers(ref random, 15);
            var result = Assign(drivers[0], drivers[1], drivers[2], drivers[3]);
            for (var i = 0; i < 15; i++)
            {
                for (var d = 0; d < 4; d++)
                {
                    AssertNearest(drivers, result, i, d);
                }
            }
        }
    }

    [Fact]
    public void Assign_AnyNumberOfThreads_IsTheSame()
    {
        var random = new SplitMix64(29);
        var drivers = Drivers(ref random, 40_000);
        var one = Assign(drivers[0], drivers[1], drivers[2], drivers[3], threads: 1);
        var many = Assign(drivers[0], drivers[1], drivers[2], drivers[3], threads: 5);

        Assert.Equal(one.Segment, many.Segment);
        Assert.Equal(one.SecondSegment, many.SecondSegment);
        Assert.Equal(one.Margin, many.Margin);
        Assert.Equal(one.Reason, many.Reason);
        Assert.Equal(40_000, one.Counts().Sum());
    }

    [Fact]
    public void Assign_DeviationsGiven_MarginIsInThemToo()
    {
        var xyz = VariabilityClassifier.Classify([0.9], [], Xyz, [0.05]);
        var result = Segmenter.Assign([xyz], SegmentMatrix.EachClass(xyz.Scheme));

        Assert.Equal("Z", result.Segments[result.SecondSegment[0]].Code);
        Assert.Equal(2, result.MarginDeviations[0], 9);
    }

    [Fact]
    public void Assign_NoCrossingChangesTheSegment_HasNoSecond()
    {
        var xyz = VariabilityClassifier.Classify([0.9], [], Xyz);
        var result = Segmenter.Assign([xyz], SegmentMatrix.Create([xyz.Scheme], Segments, [new(["*"], "CORE")]));

        Assert.Equal(SegmentAssignments.None, result.SecondSegment[0]);
        Assert.True(double.IsNaN(result.Margin[0]));
    }

    [Fact]
    public void Assign_WhatDoesNotFit_IsRefused()
    {
        var xyz = VariabilityClassifier.Classify([0.9], [], Xyz);
        Assert.Equal("SEG-SEGM-016", Assert.Throws<ProblemException>(() => Segmenter.Assign([xyz], Matrix)).Problems.Single().Code);
        var matrix = SegmentMatrix.EachClass(xyz.Scheme);
        Assert.Equal("SEG-SEGM-016", Assert.Throws<ProblemException>(() => Segmenter.Assign([xyz], matrix, new EdgeCaseList { Rules = [new(EdgeCase.OneOff, "Z")] })).Problems.Single().Code);
        var facts = new EntityFacts([1, 2], [1, 2], [1], [0, 0]);
        Assert.Equal(["SEG-SEGM-005", "SEG-SEGM-005"], Assert.Throws<ProblemException>(() => Segmenter.Assign([xyz], matrix, new EdgeCaseList { Rules = [new(EdgeCase.OneOff, "Z")] }, facts)).Problems.Select(problem => problem.Code));
        Assert.Equal("SEG-SEGM-015", Assert.Throws<ProblemException>(() => Segmenter.Assign([xyz], matrix, new EdgeCaseList { Rules = [new(EdgeCase.OneOff, "GONE")] }, new EntityFacts([1], [1], [1], [0]))).Problems.Single().Code);
    }

    [Fact]
    public void EdgeCaseList_WrongRules_AreListed()
    {
        var wrong = new EdgeCaseList { Rules = [new(EdgeCase.New, "NEW"), new(EdgeCase.OneOff, "TAIL", 3), new(EdgeCase.OneOff, "TAIL"), new(EdgeCase.Dormant, "IDLE", -1), new((EdgeCase)9, "IDLE")] };

        Assert.Equal(5, wrong.Validate().Count(problem => problem.Code == "SEG-SEGM-015"));
        Assert.Empty(EdgeCases.Validate());
    }

    private static void AssertNearest(double[][] drivers, SegmentAssignments result, int entity, int driver)
    {
        var own = result.Segment[entity];
        var value = drivers[driver][entity];
        if (result.MarginDriver[entity] == driver)
        {
            var sign = Math.Sign(result.Boundary[entity] - value);
            sign = sign == 0 ? -1 : sign;
            Assert.Equal(result.SecondSegment[entity], SegmentWith(drivers, entity, driver, result.Boundary[entity] + (sign * 1e-7)));
        }

        // Boundary = value / (1 ± relative): a driver's change of less than the nearest relative margin changes nothing.
        var relative = double.IsNaN(result.RelativeMargin[entity]) ? 0.999 : Math.Min(result.RelativeMargin[entity], 0.999) * 0.999;
        Assert.Equal(own, SegmentWith(drivers, entity, driver, value / (1 + relative)));
        Assert.Equal(own, SegmentWith(drivers, entity, driver, value / (1 - relative)));
    }

    private static int SegmentWith(double[][] drivers, int entity, int driver, double value)
    {
        var changed = drivers.Select(values => values.ToArray()).ToArray();
        changed[driver][entity] = value;
        return Assign(changed[0], changed[1], changed[2], changed[3]).Segment[entity];
    }

    private static SegmentAssignments Assign(double[] value, double[] cv, double[] adi, double[] squaredCv, EntityFacts? facts = null, int threads = 1)
        => Segmenter.Assign(
            [CumulativeShareClassifier.Classify(value, Abc), VariabilityClassifier.Classify(cv, [], Xyz), DemandClassifier.Classify(adi, squaredCv, Demand)],
            Matrix,
            facts is null ? null : EdgeCases,
            facts,
            threads);

    private static double[][] Drivers(ref SplitMix64 random, int count)
    {
        var drivers = new double[4][];
        for (var d = 0; d < 4; d++)
        {
            drivers[d] = new double[count];
            for (var i = 0; i < count; i++)
            {
                drivers[d][i] = d switch { 0 => Math.Exp(random.NextGaussian() * 2), 1 => 2 * random.NextDouble(), 2 => 1 + random.NextDouble(), _ => random.NextDouble() };
            }
        }

        return drivers;
    }
}
