using TlsDissect.Messages;
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
    public void TakeBackRetryRequest(string why)
    {
        Summary.ServerHelloList.RemoveAll(hello => hello.IsHelloRetryRequest);
        TakeBack(entry => entry.Message is ServerHello { IsHelloRetryRequest: true }, why);
    }

    /// <summary>No message that was listed is believed: a hello among them said wrongly who is who.</summary>
    public void TakeBackAll(string why)
    {
        Summary.ClientHelloList.Clear();
        Summary.ServerHelloList.Clear();
        (Summary.ServerName, Summary.Alpn) = (null, null);
        (Summary.Version, Summary.CipherSuiteId, Summary.CipherSuite, Summary.ForwardSecrecy) = (ProtocolVersion.None, null, null, null);
        (Summary.ServerCertificates, Summary.ClientCertificates) = ([], []);
        (Summary.ServerAuthentication, Summary.ClientAuthentication) = (default, default);
        TakeBack(_ => true, why);
    }

    /// <summary>A message that was said to be a violation is read after all.</summary>
    /// <param name="position">The packet that completed it.</param>
    /// <param name="length">Its body, in bytes.</param>
    public void TakeBackViolation(StreamPosition position, int length) => Summary.ViolationList.RemoveAll(violation => violation.Position == position && violation.Length == length);

    /// <summary>Client and server change places: what was listed came in the other's direction.</summary>
    public void ExchangeSides()
    {
        if (Summary.Violations.Count == 0) return;
        List<ViolationEntry> violations = Summary.ViolationList;
        for (int i = 0; i < violations.Count; i++) violations[i] = violations[i] with { From = 1 - violations[i].From };
    }

    /// <summary>What the client said in the clear after its hello is not believed after all.</summary>
    public void TakeBackClientFlight(string why)
    {
        Summary.ClientCertificates = [];
        TakeBack(entry => entry is { From: Sender.Client, Protected: false } && (entry.Message ?? (object?)entry.Malformed) is not (null or ClientHello), why);
    }

    /// <summary>Replaces a ClientHello by a rival that a Finished verified. The listed one becomes a violation.</summary>
    public void Exchange(ClientHello listed, MessageEntry rival, ViolationEntry violation) => Exchange(Summary.ClientHelloList, listed, rival, violation);

    /// <summary>Replaces the HelloRetryRequest by a rival that a Finished verified. The listed one becomes a violation.</summary>
    public void ExchangeRetryRequest(MessageEntry rival, ViolationEntry violation)
    {
        if (Summary.ServerHelloList.Find(hello => hello.IsHelloRetryRequest) is ServerHello listed) Exchange(Summary.ServerHelloList, listed, rival, violation);
    }

    private void Exchange<T>(List<T> hellos, T listed, MessageEntry rival, ViolationEntry violation)
        where T : HandshakeMessage
    {
        Summary.ViolationList.Remove(violation);
        int at = Summary.MessageList.FindIndex(entry => ReferenceEquals(entry.Message, listed));
        if (at >= 0) Summary.MessageList.Insert(at, rival);
        TakeBack(entry => ReferenceEquals(entry.Message, listed), violation.Reason);
        if (hellos.IndexOf(listed) is >= 0 and int place) hellos[place] = (T)rival.Message!;
        Summary.ServerName = Summary.ClientHelloList.Find(hello => hello.ServerName is not null)?.ServerName;
    }

    /// <summary>A change_cipher_spec in the clear that was listed is not believed after all.</summary>
    public void TakeBackKeyChange(Sender sender, string why) => TakeBack(entry => entry is { Protected: false, Name: HandshakeNames.ChangeCipherSpec } && entry.From == sender, why);

    private void TakeBack(Predicate<MessageEntry> isOne, string why)
    {
        foreach (MessageEntry entry in Summary.MessageList.FindAll(isOne)) OnViolation(new ViolationEntry(entry.From, entry.Name, entry.Length, entry.Position, why));
        Summary.MessageList.RemoveAll(isOne);
    }
}
