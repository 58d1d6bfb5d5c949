namespace SegmentationML.Cli;

/// <summary>The files of a new model: its definition and its decision tests.</summary>
internal static class ScaffoldModel
{
    /// <summary>Paths and texts, relative to the current folder.</summary>
    public static IReadOnlyList<(string Path, string Text)> Files(string name) =>
    [
        (Path.Combine("models", name, "model.yaml"), ScaffoldPipeline.Model(name)),
        (Path.Combine("models", name, "tests.yaml"), """
            # What the business expects of this model; `segml model test` runs it, and so does every publish.
            tests:
              - name: a steady product of high value runs by itself
                given: {cv_deseasonalised: 0.3}
                classes: {abc: A}
                expect: AX
              - name: five weeks of history are too few to judge
                given: {active_buckets: 5, demand_buckets: 4}
                expect: NEW
              - name: half a year without demand is dormant, whatever it was worth
                given: {idle_buckets: 26}
                classes: {abc: A}
                expect: DORMANT

            """),
    ];
}
