using SegmentationML.Pipeline.Definition;

namespace SegmentationML.Pipeline.Tests.Definition;

public sealed class ColumnOriginsTests
{
    [Fact]
    public void Of_ThePipelineOfTheDemo_FollowsMappingExpressionsAndGroups()
    {
        var origins = ColumnOrigins.Of(Definitions.Read("demo-products", [Checkout.Root], []));

        Assert.Equal(new ColumnOrigin("product_id", "order_lines", "product_id", true), Assert.Single(origins, o => o.IsIdentity));
        // pipeline.yaml maps amount to quantity * unit_price; the group value reads amount.
        Assert.Equal(["quantity", "unit_price"], origins.Where(o => o.Column == "net_revenue").Select(o => o.Field));
        // Measures of demand are computed from date and quantity.
        Assert.Equal(["order_date", "quantity"], origins.Where(o => o.Column == "adi").Select(o => o.Field));
    }

    [Theory]
    [InlineData("quantity * \"unit price\"", "quantity,unit price")]
    [InlineData("CASE WHEN upper(kind) = 'ret''urn x' THEN -qty ELSE qty END", "kind,qty")]
    [InlineData("round(a.b / 100.0, 2)", "a.b")]
    public void Of_AnExpression_IsItsNamesWithoutFunctionsWordsAndTexts(string expression, string fields)
    {
        var definitions = Definitions.Read("demo-products", [Checkout.Root], []);
        var source = definitions.Pipeline.Ingest.Sources["order_lines"];
        var mapping = new Dictionary<string, Pipeline.Ingest.ColumnMapping>(source.Mapping, StringComparer.Ordinal) { ["quantity"] = new() { Expression = expression } };
        var sources = new Dictionary<string, Pipeline.Ingest.SourceOptions>(definitions.Pipeline.Ingest.Sources, StringComparer.Ordinal) { ["order_lines"] = source with { Mapping = mapping } };
        var changed = definitions with { Pipeline = definitions.Pipeline with { Ingest = definitions.Pipeline.Ingest with { Sources = sources } } };

        Assert.Equal(fields.Split(',').Append("order_date").Order(StringComparer.Ordinal), ColumnOrigins.Of(changed).Where(o => o.Column == "adi").Select(o => o.Field).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("lineage.file=../x", "SEG-LIN-001")]
    [InlineData("lineage.url=ftp://x/y", "SEG-LIN-002")]
    [InlineData("lineage.url=https://user:pa55@x/y", "SEG-LIN-002")]
    [InlineData("lineage.token_env=a b", "SEG-LIN-003")]
    [InlineData("mlflow.tracking_uri=file:///tmp", "SEG-MLF-001")]
    [InlineData("mlflow.tracking_uri=http://user:pa55@x", "SEG-MLF-001")]
    [InlineData("mlflow.tracking_uri=http://x/?a=b", "SEG-MLF-001")]
    [InlineData("mlflow.password_env=a-b", "SEG-MLF-003")]
    public void Read_WrongSettingOfAFollower_IsRefusedWithoutShowingASecret(string setting, string code)
    {
        var e = Assert.Throws<Core.ProblemException>(() => Definitions.Read("demo-products", [Checkout.Root], [setting]));

        Assert.Equal(code, Assert.Single(e.Problems).Code);
        Assert.DoesNotContain("pa55", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Digest_WithAndWithoutFollowers_IsTheSame()
        => Assert.Equal(
            Definitions.Read("demo-products", [Checkout.Root], []).Digest,
            Definitions.Read("demo-products", [Checkout.Root], ["registry=mlflow", "mlflow.tracking_uri=http://x", "lineage.file=a.jsonl"]).Digest);
}
