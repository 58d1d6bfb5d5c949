namespace SegmentationML.Storage.Registry.Mlflow;

/// <summary>A request to an MLflow server that did not succeed.</summary>
/// <param name="message">What happened; without secrets.</param>
/// <param name="code">MLflow's <c>error_code</c>; null when the answer was none of MLflow's.</param>
/// <param name="isAnswer">Whether the server itself judged the request, so that the same request will fare the same.</param>
/// <param name="cause">The exception behind it.</param>
internal sealed class MlflowFailure(string message, string? code = null, bool isAnswer = false, Exception? cause = null) : Exception(message, cause)
{
    public const string Exists = "RESOURCE_ALREADY_EXISTS";
    public const string Missing = "RESOURCE_DOES_NOT_EXIST";
    public const string Invalid = "INVALID_PARAMETER_VALUE";
    public const string Internal = "INTERNAL_ERROR";

    public string? Code { get; } = code;

    public bool IsAnswer { get; } = isAnswer;
}
