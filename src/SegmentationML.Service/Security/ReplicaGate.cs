using Microsoft.AspNetCore.Http;
using SegmentationML.Core;
using SegmentationML.Service.Api;

namespace SegmentationML.Service.Security;

/// <summary>In a replica that only reads, no call that changes anything passes: what needs more than the scope to read, if it is not a look.</summary>
internal sealed class ReplicaGate(RequestDelegate next)
{
    private static readonly Problem Refused = new("SEG-SRV-080", "This service is a replica that only reads.", "Call the service that runs the pipelines.");

    /// <summary>Lets a call pass or answers it.</summary>
    public Task InvokeAsync(HttpContext context)
        => HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || context.GetEndpoint()?.Metadata.GetMetadata<ScopeNeeded>()?.Scope is null or Scope.Read
            ? next(context)
            : ApiProblem.WriteAsync(context, Refused);
}
