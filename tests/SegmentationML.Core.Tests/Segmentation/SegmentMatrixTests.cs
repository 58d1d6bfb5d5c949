using SegmentationML.Core.Segmentation;

namespace SegmentationML.Core.Tests.Segmentation;

public sealed class SegmentMatrixTests
{
    private static readonly ClassScheme Abc = new CumulativeShareOptions().Scheme();
    private static readonly ClassScheme Xyz = new VariabilityClassOptions().Scheme();
    private static readonly SegmentDefinition[] Segments = [new("CORE", "Core range"), new("TAIL", "Tail"), new("WATCH", "Watch list")];

    [Fact]
    public void Create_FirstMatchDecides_AndAlternativesAndWildcardsFit()
    {
        var matrix = SegmentMatrix.Create([Abc, Xyz], Segments, [new(["A", "Z"], "WATCH"), new(["A|B", "*"], "CORE"), new(["*", "*"], "TAIL")]);

        Assert.Equal(24, matrix.Cells);
        Assert.Equal("WATCH", Code(matrix, "A", "Z"));
        Assert.Equal("CORE", Code(matrix, "A", "X"));
        Assert.Equal("CORE", Code(matrix, "B", "U"));
        Assert.Equal("TAIL", Code(matrix, "N", "U"));
    }

    [Fact]
    public void Create_MissingCells_AreListedBeforeAnyEntityIsSeen()
    {
        var refused = Assert.Throws<ProblemException>(() => SegmentMatrix.Create([Abc, Xyz], Segments, [new(["A|B|C", "X|Y|Z"], "CORE"), new(["*", "U"], "TAIL"), new(["R|N", "*"], "TAIL")]));

        var problem = refused.Problems.Single();
        Assert.Equal("SEG-SEGM-011", problem.Code);
        Assert.Contains("3 of its cells", problem.What, StringComparison.Ordinal);
        Assert.Contains("(U, X), (U, Y), (U, Z)", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_EveryCellIsResolvedExactlyWhenNoneIsReported()
    {
        var rules = new List<SegmentRule>();
        foreach (var a in Abc.Codes)
        {
            foreach (var x in Xyz.Codes)
            {
                Assert.Contains(SegmentMatrix.Validate([Abc, Xyz], Segments, rules), problem => problem.Code == "SEG-SEGM-011");
                rules.Add(new SegmentRule([a, x], "CORE"));
            }
        }

        Assert.Empty(SegmentMatrix.Validate([Abc, Xyz], Segments, rules));
    }

    [Fact]
    public void Validate_RuleBehindAWildcard_CanNeverDecide()
        => Assert.Equal("SEG-SEGM-012", SegmentMatrix.Validate([Abc], Segments, [new(["*"], "TAIL"), new(["A"], "CORE")]).Single().Code);

    [Fact]
    public void Validate_WrongRules_AreAllListed()
    {
        var problems = SegmentMatrix.Validate([Abc, Xyz], [.. Segments, new("CORE", "again"), new(" ", "blank")], [new(["A"], "CORE"), new(["A", "Q"], "CORE"), new(["A", "X"], "GONE"), new(["*", "*"], "TAIL")]);

        Assert.Equal(["SEG-SEGM-014", "SEG-SEGM-014", "SEG-SEGM-010", "SEG-SEGM-010", "SEG-SEGM-010"], problems.Select(problem => problem.Code));
    }

    [Fact]
    public void Validate_Dimensions_AreDistinctAndFewEnough()
    {
        Assert.Equal("SEG-SEGM-013", SegmentMatrix.Validate([], Segments, []).Single().Code);
        Assert.Equal("SEG-SEGM-013", SegmentMatrix.Validate([Abc, Abc], Segments, []).Single().Code);
        var many = Enumerable.Range(0, 8).Select(d => new ClassScheme($"D{d}", [.. Enumerable.Range(0, 10).Select(c => $"C{c}")], 10)).ToArray();
        Assert.Equal("SEG-SEGM-013", SegmentMatrix.Validate(many, Segments, []).Single().Code);
    }

    [Fact]
    public void EachClass_OfClusters_IsItsOwnSegment()
    {
        var matrix = SegmentMatrix.EachClass(new ClassScheme("CLUSTER", ["K1", "K2"], 0));

        Assert.Equal(["K1", "K2"], matrix.Segments.Select(segment => segment.Code));
        Assert.Equal(1, matrix.SegmentOf([1]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("A B")]
    [InlineData("A|B")]
    [InlineData("*")]
    [InlineData("A;B")]
    public void ClassScheme_ReservedCharacters_AreRefused(string code)
        => Assert.Equal("SEG-SEGM-003", Assert.Throws<ProblemException>(() => new ClassScheme("T", [code], 0)).Problems.Single().Code);

    private static string Code(SegmentMatrix matrix, string abc, string xyz)
        => matrix.Segments[matrix.SegmentOf([(byte)Abc.IndexOf(abc), (byte)Xyz.IndexOf(xyz)])].Code;
}
