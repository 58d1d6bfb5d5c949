using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SegmentationML.Core.Governance.Alerts;
using SegmentationML.Service.Webhooks;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Service.Alerts;

/// <summary>Sends notices of alerts by e-mail, one to all addresses of a receiver.</summary>
internal sealed class EmailSender(AlertPolicies policies) : IDeliverer
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public string Topic => DeliveryQueue.EmailTopic;

    /// <inheritdoc/>
    public async Task<DeliveryFailure?> DeliverAsync(OutboxMessage message, CancellationToken cancellation)
    {
        var policy = policies.Current();
        if (policy.Receiver(message.Target!) is not { Emails.Count: > 0 } receiver || policy.Smtp is not { } server)
        {
            return new DeliveryFailure("alerts.yaml has no such receiver with e-mails any more.", IsFinal: true);
        }

        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(AnswerWithin);
        try
        {
            using var mail = Mail(message, receiver, policy, server);
            using var smtp = new SmtpClient(server.Host, server.Port) { EnableSsl = server.Tls, Credentials = Login(server) };
            await smtp.SendMailAsync(mail, time.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new DeliveryFailure($"The server for e-mails did not answer within {AnswerWithin.TotalSeconds:F0} seconds.", IsOfTarget: true);
        }
        catch (SmtpException e)
        {
            return new DeliveryFailure(e.StatusCode == SmtpStatusCode.GeneralFailure ? "The server for e-mails cannot be reached, or broke off." : $"The server for e-mails answered {(int)e.StatusCode}.", IsOfTarget: e.StatusCode == SmtpStatusCode.GeneralFailure);
        }
        catch (Exception e) when (e is IOException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            return new DeliveryFailure("The server for e-mails cannot be reached, or no secure connection came about.", IsOfTarget: true);
        }
    }

    private static NetworkCredential? Login(SmtpServer server)
        => server.User is { } user ? new NetworkCredential(user, Environment.GetEnvironmentVariable(server.PasswordVariable) ?? "") : null;

    private static MailMessage Mail(OutboxMessage message, AlertReceiver receiver, AlertPolicy policy, SmtpServer server)
    {
        using var body = JsonDocument.Parse(message.Payload);
        var data = body.RootElement.GetProperty("data");
        var mail = new MailMessage
        {
            From = new MailAddress(server.From, "SegmentationML"), Subject = NoticeText.Subject(data), SubjectEncoding = Encoding.UTF8, Body = NoticeText.Body(data, policy.Address), BodyEncoding = Encoding.UTF8,
        };
        foreach (var address in receiver.Emails)
        {
            mail.To.Add(new MailAddress(address));
        }

        // The name by which a mail that was sent twice can be told; automatic answers are not wanted.
        mail.Headers.Add("Message-ID", $"<{message.Id}@{server.From.Split('@')[^1]}>");
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }
}
