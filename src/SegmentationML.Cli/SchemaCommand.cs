using System.CommandLine;
using System.Text.Json;
using SegmentationML.Core.Governance.Alerts;
using SegmentationML.Core.Governance.Promotion;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Cli;

/// <summary><c>segml schema</c>: the JSON Schema of a definition file, for editors.</summary>
internal static class SchemaCommand
{
    private static readonly Argument<string> Kind = new Argument<string>("kind") { Description = "pipeline, model, decision-rights or alerts" }.AcceptOnlyFromAmong("pipeline", "model", "decision-rights", "alerts");
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create(CommandContext context)
    {
        var command = new Command("schema", "Print the JSON Schema of pipeline.yaml, model.yaml, decision-rights.yaml or alerts.yaml, for completion and checks in an editor") { Kind };
        command.SetAction(parsed =>
        {
            var kind = parsed.GetRequiredValue(Kind);
            var schema = kind switch
            {
                "model" => YamlSchema.Of(typeof(ModelDefinition), "SegmentationML model.yaml"),
                "decision-rights" => YamlSchema.Of(typeof(DecisionRights), "SegmentationML decision-rights.yaml"),
                "alerts" => YamlSchema.Of(typeof(AlertPolicy), "SegmentationML alerts.yaml"),
                _ => YamlSchema.Of(typeof(PipelineDefinition), "SegmentationML pipeline.yaml"),
            };
            context.Console.Out.WriteLine(schema.ToJsonString(Indented));
            return ExitCode.Done;
        });
        return command.WithExamples("segml schema pipeline > pipeline.schema.json");
    }
}
