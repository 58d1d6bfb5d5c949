using SegmentationML.Core;
using SegmentationML.Storage.Files;

namespace SegmentationML.Storage.Registry;

/// <summary>The rule for names of models, which become names of folders on any system: that of pipelines.</summary>
internal static class ModelName
{
    /// <summary>Throws <c>SEG-REG-001</c> for a name that breaks the rule.</summary>
    public static void Require(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (!PipelineName.IsValid(model))
        {
            throw new ProblemException(ModelProblem.Name(model));
        }
    }
}
