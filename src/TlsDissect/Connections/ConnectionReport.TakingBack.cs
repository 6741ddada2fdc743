using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Connections;

/// <content>Moves entries that a later message contradicts from the list to the violations.</content>
internal sealed partial class ConnectionReport
{
    public void TakeBack(ClientHello hello, string why)
    {
        RemoveHello(hello);
        Summary.ServerName = NameInHellos();
        TakeBack(entry => ReferenceEquals(entry.Message, hello), why);
    }

    /// <summary>Removes a hello, and the inner one that it carries.</summary>
    private void RemoveHello(ClientHello hello)
    {
        int at = Summary.ClientHelloList.IndexOf(hello);
        if (at < 0) return;
        Summary.ClientHelloList.RemoveAt(at);
        if (ReferenceEquals(hello, Summary.CountedHello)) Summary.CountedHello = null;
        if (at < Summary.ClientHelloList.Count && Summary.ClientHelloList[at].EncryptedClientHello is { IsInner: true })
            Summary.ClientHelloList.RemoveAt(at);
    }

    public void TakeBackRetryRequest(string why)
    {
        Summary.ServerHelloList.RemoveAll(hello => hello.IsHelloRetryRequest);
        TakeBack(entry => entry.Message is ServerHello { IsHelloRetryRequest: true }, why);
    }

    public void TakeBackAll(string why)
    {
        ForgetHellos();
        TakeBack(_ => true, why);
    }

    /// <summary>Forgets what the hellos and the certificates gave.</summary>
    private void ForgetHellos()
    {
        Summary.ClientHelloList.Clear();
        Summary.CountedHello = null;
        Summary.ServerHelloList.Clear();
        (Summary.ServerName, Summary.Alpn, Summary.EncryptedClientHello) = (null, null, null);
        (Summary.Version, Summary.CipherSuite, Summary.CipherSuiteParts, Summary.ForwardSecrecy) = (ProtocolVersion.None, null, null, null);
        (Summary.NamedGroup, Summary.AcceptableAuthorities) = (null, []);
        (Summary.ServerCertificates, Summary.ClientCertificates) = ([], []);
        (Summary.ServerAuthentication, Summary.ClientAuthentication) = (default, default);
    }

    public void TakeBackViolation(Sender from, string name, StreamPosition position, int length) =>
        Summary.ViolationList?.RemoveAll(violation => IsOf(violation, from, name, position, length));

    private static bool IsOf(ViolationEntry violation, Sender from, string name, StreamPosition position, int length) =>
        violation.Position == position && violation.Length == length && violation.From == from && violation.Name == name;

    /// <summary>Exchanges client and server: listed violations came in the other direction.</summary>
    public void ExchangeSides()
    {
        if (Summary.ViolationList is not List<ViolationEntry> violations) return;
        for (int i = 0; i < violations.Count; i++) violations[i] = violations[i] with { From = 1 - violations[i].From };
    }

    public void TakeBackClientFlight(string why)
    {
        Summary.ClientCertificates = [];
        TakeBack(
            entry => entry is { From: Sender.Client, Protected: false } &&
                (entry.Message ?? (object?)entry.Malformed) is not (null or ClientHello), why);
    }

    public void Exchange(ClientHello listed, MessageEntry rival, ViolationEntry violation) =>
        Exchange(Summary.ClientHelloList, listed, rival, violation);

    public void ExchangeRetryRequest(MessageEntry rival, ViolationEntry violation)
    {
        if (Summary.ServerHelloList.Find(hello => hello.IsHelloRetryRequest) is ServerHello listed)
            Exchange(Summary.ServerHelloList, listed, rival, violation);
    }

    private void Exchange<T>(List<T> hellos, T listed, MessageEntry rival, ViolationEntry violation)
        where T : HandshakeMessage
    {
        Summary.ViolationList?.Remove(violation);
        int at = Summary.MessageList.FindIndex(entry => ReferenceEquals(entry.Message, listed));
        if (at >= 0) Summary.MessageList.Insert(at, rival);
        TakeBack(entry => ReferenceEquals(entry.Message, listed), violation.Reason);
        if (hellos.IndexOf(listed) is >= 0 and int place) hellos[place] = (T)rival.Message!;
        Summary.ServerName = NameInHellos();
    }

    public void TakeBackKeyChange(Sender sender, string why) =>
        TakeBack(entry => entry is { Protected: false, Name: HandshakeNames.ChangeCipherSpec } && entry.From == sender, why);

    private void TakeBack(Predicate<MessageEntry> isOne, string why)
    {
        foreach (MessageEntry entry in Summary.MessageList.FindAll(isOne))
            OnViolation(new ViolationEntry(entry.From, entry.Name, entry.Length, entry.Position, why));
        Summary.MessageList.RemoveAll(isOne);
    }
}
