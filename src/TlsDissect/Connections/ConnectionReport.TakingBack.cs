using TlsDissect.Handshake;
using TlsDissect.Protocol;

namespace TlsDissect.Connections;

/// <content>What was listed and is not believed after all, as a later message contradicts it: it becomes a violation.</content>
internal sealed partial class ConnectionReport
{
    /// <summary>A hello that was listed is not believed after all.</summary>
    public void TakeBack(ClientHello hello, string why)
    {
        Summary.ClientHelloList.Remove(hello);
        Summary.ServerName = Summary.ClientHelloList.Find(other => other.ServerName is not null)?.ServerName;
        TakeBack(entry => ReferenceEquals(entry.Message, hello), why);
    }

    /// <summary>A HelloRetryRequest that was listed is not believed after all.</summary>
    public void TakeBackRetryRequest(string why) => TakeBack(entry => entry.Message is ServerHello { IsHelloRetryRequest: true }, why);

    /// <summary>What the client said in the clear after its hello is not believed after all.</summary>
    public void TakeBackClientFlight(string why)
    {
        Summary.ClientCertificates = [];
        TakeBack(entry => entry is { From: Sender.Client, Protected: false } && entry.Message is not (null or ClientHello), why);
    }

    private void TakeBack(Predicate<MessageEntry> isOne, string why)
    {
        foreach (MessageEntry entry in Summary.MessageList.FindAll(isOne)) OnViolation(new ViolationEntry(entry.From, entry.Name, entry.Length, entry.Position, why));
        Summary.MessageList.RemoveAll(isOne);
    }
}
