using System.Text;
using System.Text.Json.Nodes;
using SegmentationML.Core.Clustering;
using SegmentationML.Core.Clustering.KMeans;

namespace SegmentationML.Core.Tests.Clustering;

/// <summary>Fitted clusterings as documents.</summary>
public sealed class StoredClusterModelTests
{
    private static readonly FeatureTable Training = FeatureTable.InKeyOrder(LawPoints.Groups(3, 60, 6).Values, ["a", "b", "c"]);
    private static readonly StoredClusterModel Stored = StoredClusterModel.Of(ClusterFit.Of(Training, new PreparationOptions(), new KMeansClusterer(new KMeansOptions { Clusters = 3 })).Model, Training.Digest());

    public static TheoryData<string> Methods => [.. ClustererCatalog.Methods.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Read_WhatWasWritten_ScoresTheSame_AndWritesTheSameBytes(string method)
    {
        var options = new PreparationOptions { Default = new FeaturePreparation { Scaling = FeatureScaling.Robust } };
        var model = ClusterFit.Of(Training, options, ClustererCatalog.Find(method).Create(new MethodSettings { Clusters = 3 })).Model;
        var bytes = StoredClusterModel.Of(model, Training.Digest()).ToBytes();
        var read = StoredClusterModel.Read(bytes);

        Assert.Equal(bytes, read.ToBytes());
        Assert.Equal(Training.Digest(), read.TrainingDigest);
        Assert.Equal(model.Score(Training).Labels, read.Model.Score(Training).Labels);
        Assert.Equal(model.Score(Training).Margins, read.Model.Score(Training).Margins);
    }

    [Fact]
    public void Read_EveryPreparation_ScoresTheSame()
    {
        var levels = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["d"] = ["x", "y"] };
        var values = Enumerable.Range(0, Training.Rows).SelectMany(row => (double[])[.. Training.Values.AsSpan(row * 3, 3), row % 2]).ToArray();
        var table = FeatureTable.InKeyOrder(values, ["a", "b", "c", "d"]).WithLevels(levels);
        var plain = new FeaturePreparation();
        foreach (var method in (string[])["kprototypes", "kmedoids"])
        {
            var options = new PreparationOptions
            {
                Features = new Dictionary<string, FeaturePreparation>(StringComparer.Ordinal)
                {
                    ["a"] = plain with { Transform = FeatureTransform.YeoJohnson, Scaling = FeatureScaling.Quantile },
                    ["b"] = plain with { ZeroInflated = true, Missing = MissingRule.Median },
                    ["c"] = plain with { Winsorise = 0.05, Weight = 2 },
                },
            };
            var model = ClusterFit.Of(table, options, ClustererCatalog.Find(method).Create(new MethodSettings { Clusters = 3 })).Model;

            Assert.Equal(model.Score(table).Margins, StoredClusterModel.Read(StoredClusterModel.Of(model).ToBytes()).Model.Score(table).Margins);
        }
    }

    [Fact]
    public void Read_OtherLayout_IsTheSameModel()
    {
        var indented = JsonNode.Parse(Stored.ToBytes())!.ToJsonString(new() { WriteIndented = true });

        Assert.Equal(Stored.Digest(), StoredClusterModel.Read(Encoding.UTF8.GetBytes(indented)).Digest());
    }

    [Theory]
    [InlineData("\"clusters\":3,\"centres\"", "\"clusters\":4,\"centres\"", "one distinct code")]
    [InlineData("\"rule\":\"nearest-centre\",\"centres\":[", "\"rule\":\"nearest-centre\",\"centres\":[7,", "its rule is none")]
    [InlineData("\"weight\":1,", "\"weight\":2,", "its digest is another")]
    [InlineData("\"weight\":1,", "\"weight\":-1,", "'a' does not fit")]
    [InlineData("\"version\":1,", "\"version\":2,", "its version is 2, known is 1")]
    [InlineData("segmentationml.cluster-model", "another", "its format is 'another'")]
    [InlineData("\"weight\":1,", "\"weight\":1,\"heft\":1,", "heft")]
    [InlineData("\"weight\":1,", "", "weight")]
    [InlineData("\"codes\":[\"K1\"", "\"codes\":[\"K2\"", "one distinct code")]
    [InlineData("{", "", "no stored cluster model")]
    public void Read_WhatWasChanged_IsRefusedWithWhatIsWrong(string part, string other, string why)
    {
        var text = Encoding.UTF8.GetString(Stored.ToBytes());
        var at = text.IndexOf(part, StringComparison.Ordinal);
        Assert.True(at >= 0, text[..200]);
        var refused = Assert.Throws<ProblemException>(() => StoredClusterModel.Read(Encoding.UTF8.GetBytes(text[..at] + other + text[(at + part.Length)..]))).Problems.Single();

        Assert.Equal("SEG-CLUS-023", refused.Code);
        Assert.Contains(why, refused.What, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Digest_OfTheSameRowsInAnotherOrder_IsTheSame_AndOfOtherRowsIsNot()
    {
        Assert.Equal(FeatureTable.WithKeys([1, 2, 3], ["x"], ["a", "b", "c"]).Digest(), FeatureTable.WithKeys([3, 1, 2], ["x"], ["c", "a", "b"]).Digest());
        Assert.NotEqual(FeatureTable.WithKeys([1, 2, 3], ["x"], ["a", "b", "c"]).Digest(), FeatureTable.WithKeys([1, 2, 4], ["x"], ["a", "b", "c"]).Digest());
        Assert.NotEqual(FeatureTable.InKeyOrder([1, 2], ["x"]).Digest(), FeatureTable.InKeyOrder([1, 2], ["y"]).Digest());
        var levels = FeatureTable.InKeyOrder([0, 1], ["x"]);
        Assert.Equal(
            levels.WithLevels(new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["x"] = ["red", "blue"] }).Digest(),
            FeatureTable.InKeyOrder([1, 0], ["x"]).WithLevels(new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["x"] = ["blue", "red"] }).Digest());
    }
}
