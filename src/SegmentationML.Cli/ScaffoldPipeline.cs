namespace SegmentationML.Cli;

/// <summary>The files of a new pipeline, mapped to a data file where one is given.</summary>
internal static class ScaffoldPipeline
{
    /// <summary>Paths and texts, relative to the current folder; the data contract of order lines only where there is none yet.</summary>
    /// <param name="name">The pipeline's name.</param>
    /// <param name="dataFile">Its data file, or null.</param>
    /// <param name="mapping">The mapping of that file.</param>
    public static IReadOnlyList<(string Path, string Text)> Files(string name, string? dataFile, ScaffoldMapping mapping)
        => [(Path.Combine("pipelines", name, "pipeline.yaml"), Pipeline(name, dataFile, mapping)), (Path.Combine("models", name, "model.yaml"), Model(name)), .. File.Exists(Contract) ? [] : new[] { (Contract, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "definitions", Contract))) }];

    private static string Contract { get; } = Path.Combine("data-contracts", "order_lines", "v1.yaml");

    /// <summary>Relative to the pipeline's folder where the file lies below the current folder, so that the two can move together.</summary>
    private static string PathFrom(string name, string dataFile)
    {
        var file = Path.GetFullPath(dataFile);
        return Path.GetRelativePath(Directory.GetCurrentDirectory(), file) is var inner && !Path.IsPathRooted(inner) && inner.Split(Path.DirectorySeparatorChar)[0] != ".."
            ? Path.GetRelativePath(Path.GetFullPath(Path.Combine("pipelines", name)), file).Replace(Path.DirectorySeparatorChar, '/')
            : file;
    }

    private static string Pipeline(string name, string? dataFile, ScaffoldMapping mapping)
    {
        return $$"""
            name: {{name}}
            description: Products by value and variability.
            model: {{name}}
            entity: product_id
            ingest:
              sources:
                order_lines:
                  path: {{ScaffoldMapping.Quoted(dataFile is null ? "order_lines.csv" : PathFrom(name, dataFile))}}
            {{mapping.Yaml}}
                  # leave_out:
                  #   not-a-product: {where: "StockCode = 'POST'", reason: postage}
            contract:
              tables:
                order_lines: data-contracts/order_lines/v1.yaml
            features:
              bucket: week
            forecast:
              horizon: 13

            """;
    }

    /// <summary>The text of a model to start from.</summary>
    internal static string Model(string name) => $$$"""
        name: {{{name}}}
        description: ABC by net revenue, XYZ by the de-seasonalised variability of demand.
        dimensions:
          abc: {kind: cumulative-share, driver: net_revenue, cuts: {A: 0.8, B: 0.95, C: 1}}
          xyz: {kind: variability, driver: cv_deseasonalised, cuts: {X: 0.75, Y: 1.5, Z: .inf}}
        policies:
          AX: {service_level: 0.98}
          AY: {service_level: 0.97}
          "*": {service_level: 0.92}
          ONE_OFF: {}
          DORMANT: {}
          NO_MOVEMENT: {}
          RETURNS_ONLY: {}

        """;
}
