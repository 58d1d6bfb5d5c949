using System.Text;
using System.Text.Json.Nodes;
using SegmentationML.Storage.Registry.Mlflow;

namespace SegmentationML.Storage.Tests.Registry.Mlflow;

public sealed class MlflowAnswerTests
{
    [Fact]
    public void Read_EveryRecordedAnswer_IsAnObjectOrAFailureWithTheServersCode()
    {
        var (objects, failures, strangers) = (0, 0, 0);
        foreach (var exchange in MlflowExchanges.All())
        {
            var answer = exchange!["response"]!;
            var (status, body) = ((int)answer["status"]!, answer["body"]);
            var text = body is JsonValue value && value.TryGetValue<string>(out var page) ? page : body?.ToJsonString() ?? "";
            try
            {
                MlflowAnswer.Read(status, Encoding.UTF8.GetBytes(text));
                Assert.InRange(status, 200, 299);
                objects++;
            }
            catch (MlflowFailure e)
            {
                Assert.True(e.Message.Length < 700, e.Message);
                var code = status is 401 or 403 ? null : (string?)(body as JsonObject)?["error_code"];
                Assert.Equal(code, e.Code);
                _ = code is null ? strangers++ : failures++;
            }
        }

        // Counted in the recording: answers 2xx with an object; errors with error_code; HTML, plain text, 401 and 403.
        Assert.Equal(MlflowExchanges.All().Count, objects + failures + strangers);
        Assert.True(objects > 100 && failures > 100 && strangers > 10, $"{objects} {failures} {strangers}");
    }

    [Theory]
    [InlineData(400, "{\"error_code\":\"INVALID_PARAMETER_VALUE\",\"message\":\"m\"}", true)]
    [InlineData(404, "{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\"}", true)]
    [InlineData(500, "{\"error_code\":\"INTERNAL_ERROR\"}", true)]
    [InlineData(429, "{\"error_code\":\"REQUEST_LIMIT_EXCEEDED\"}", false)]
    [InlineData(503, "{\"error_code\":\"TEMPORARILY_UNAVAILABLE\"}", false)]
    [InlineData(500, "<!doctype html>", false)]
    [InlineData(404, "<!doctype html>", false)]
    [InlineData(404, "{}", false)]
    [InlineData(403, "Permission denied", false)]
    [InlineData(301, "", false)]
    [InlineData(200, "[1]", false)]
    [InlineData(200, "{\"a\":", false)]
    [InlineData(200, "", false)]
    public void Read_Failure_SaysWhetherTheSameRequestWouldFareTheSame(int status, string body, bool isAnswer)
        => Assert.Equal(isAnswer, Assert.Throws<MlflowFailure>(() => MlflowAnswer.Read(status, Encoding.UTF8.GetBytes(body))).IsAnswer);
}
