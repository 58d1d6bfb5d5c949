using System.Globalization;
using System.Text;

namespace SegmentationML.Service.Tests;

/// <summary>A small company in a temporary folder: one pipeline, its model and the lines of sixty weeks; and one pipeline whose definition is broken.</summary>
internal sealed class Shop : IDisposable
{
    private const int Products = 40;
    private const int Weeks = 60;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segml-service-tests-");

    public Shop()
    {
        Directory.CreateDirectory(PathOf("pipelines", "shop"));
        Directory.CreateDirectory(PathOf("pipelines", "broken"));
        Directory.CreateDirectory(PathOf("models", "shop"));
        WriteLines(Weeks);
        WritePipeline("");
        File.WriteAllText(PathOf("pipelines", "broken", "pipeline.yaml"), "name: broken\nmodel: shop\nentity: product_id\n");
        File.WriteAllText(PathOf("models", "shop", "model.yaml"), Model);
        Directory.CreateDirectory(PathOf("models", "shop", "workflows"));
        File.WriteAllText(PathOf("models", "shop", "workflows", "challenge.yaml"), Challenge);
    }

    /// <summary>The folder with <c>pipelines</c> and <c>models</c>.</summary>
    public string Root => _folder.FullName;

    /// <summary>The workspace's folder.</summary>
    public string Workspace => PathOf("workspace");

    /// <summary>A path in it.</summary>
    public string PathOf(params string[] parts) => Path.Combine([_folder.FullName, .. parts]);

    /// <summary>Writes the pipeline's definition, with more settings below the usual ones.</summary>
    public void WritePipeline(string more) => File.WriteAllText(PathOf("pipelines", "shop", "pipeline.yaml"), Pipeline + more);

    /// <summary>Writes another model.</summary>
    public void WriteModel(string text) => File.WriteAllText(PathOf("models", "shop", "model.yaml"), text);

    /// <summary>Writes the order lines: each product sells by its own pattern, none of it random.</summary>
    public void WriteLines(int weeks, string more = "")
    {
        var text = new StringBuilder("order_id,order_date,product_id,quantity,unit_price\n");
        for (var week = 0; week < weeks; week++)
        {
            for (var product = 0; product < Products; product++)
            {
                if (week % (1 + (product % 5)) == 0)
                {
                    var day = new DateOnly(2024, 1, 1).AddDays((7 * week) + (product % 5));
                    text.Append(CultureInfo.InvariantCulture, $"O{week:D3}-{product:D2},{day:yyyy-MM-dd},P{product:D3},{1 + ((week * (product + 3)) % 7)},{1 + (product * product / 7.0):F2}\n");
                }
            }
        }

        File.WriteAllText(PathOf("lines.csv"), text.Append(more).ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Contracts()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SegmentationML.sln")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "data-contracts");
    }

    private static string Pipeline { get; } = $$"""
        name: shop
        description: Products of a small shop.
        model: shop
        entity: product_id
        ingest:
          currency: EUR
          sources:
            order_lines:
              path: ../../lines.csv
              mapping:
                order_id: order_id
                order_date: order_date
                product_id: product_id
                quantity: quantity
                unit_price: unit_price
                currency: {value: EUR}
        contract:
          tables:
            order_lines: {{Contracts()}}/order_lines/v1.yaml
        features:
          bucket: week
        forecast:
          horizon: 4
          origins: 2

        """;

    private const string Challenge = """
        name: challenge
        description: Somebody doubts where an entity is.
        fields:
          entity: {required: true, description: Its key}
          why: {required: true, description: What the model cannot know}
        start: opened
        states:
          opened:
            actions:
              accept: {to: accepted, decision: accepted}
              refuse: {to: refused, decision: refused}
          accepted: {final: true}
          refused: {final: true}
        """;

    private const string Model = """
        name: shop
        description: ABC by net revenue, XYZ by variability.
        dimensions:
          abc:
            kind: cumulative-share
            driver: net_revenue
            cuts: {A: 0.8, B: 0.95, C: 1}
          xyz:
            kind: variability
            driver: cv
            cuts: {X: 0.5, Y: 1, Z: .inf}
            minimum_buckets: 8
        matrix:
          dimensions: [abc, xyz]
        policies:
          "*": {service_level: 0.9, review_period: 2, lead_time: 2}
        """;
}
