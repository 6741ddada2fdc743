using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Text;

/// <summary>
/// The rules of one connection's ladder: where each side's protection begins, where it gets new keys, and where a renegotiation begins.
/// Asked once for each line, in order.
/// </summary>
internal sealed class LadderRules
{
    private const int Clear = -1;

    /// <summary>Per side: the handshake whose keys protect its records.</summary>
    private readonly int[] _keys = [Clear, Clear];

    /// <summary>Per side: the handshake of its latest change_cipher_spec.</summary>
    private readonly int[] _next = [Clear, Clear];

    private int _handshake;

    private string? _explained;

    /// <summary>The rule above a message, or <c>null</c>.</summary>
    public string? Above(ConnectionSummary connection, MessageEntry entry)
    {
        string? renegotiation = entry.Handshake > _handshake ? "renegotiation" : null;
        _handshake = Math.Max(_handshake, entry.Handshake);
        string? protection = entry.Protected ? Protection(connection, entry.From) : null;
        // It does nothing in TLS 1.3 (RFC 8446 §5). Before, what follows it has its handshake's keys.
        if (entry.Name == HandshakeNames.ChangeCipherSpec && !connection.Version.IsTls13()) _next[(int)entry.From] = entry.Handshake;
        return renegotiation is null || protection is null ? renegotiation ?? protection : $"{renegotiation}; {protection}";
    }

    /// <summary>The rule above an alert, or <c>null</c>.</summary>
    public string? Above(ConnectionSummary connection, AlertEntry alert) => alert.Protected ? Protection(connection, alert.From) : null;

    /// <summary>The rule above records of a side that stay encrypted, or <c>null</c>.</summary>
    public string? Above(ConnectionSummary connection, Sender from) => Protection(connection, from);

    /// <summary>The explanation of an alert; <c>null</c> if there is none, or if it is the same twice in a row.</summary>
    public string? Explanation(ConnectionSummary connection, AlertEntry alert)
    {
        string? explanation = AlertExplanations.Of(connection, alert);
        if (explanation is null || explanation == _explained) return null;
        return _explained = explanation;
    }

    private string? Protection(ConnectionSummary connection, Sender from)
    {
        ref int keys = ref _keys[(int)from];
        bool isFirst = keys == Clear;
        if (!isFirst && _next[(int)from] <= keys) return null;
        keys = Math.Max(_next[(int)from], 0);
        string side = from.Name();
        string how = SuiteOf(connection, keys)?.Cipher != BulkCipher.Null
            ? ""
            : connection.IntegrityVerified == false ? ", MACs not verified" : ", authenticated";
        return (isFirst, how) switch
        {
            (true, "") => $"{side}: encrypted from here",
            (true, _) => $"{side}: not encrypted from here{how}",
            (false, "") => $"{side}: encrypted with new keys from here",
            _ => $"{side}: new keys from here, not encrypted{how}",
        };
    }

    /// <summary>A renegotiation may choose another suite.</summary>
    private static CipherSuite? SuiteOf(ConnectionSummary connection, int handshake)
    {
        foreach (MessageEntry entry in connection.MessageList)
        {
            if (entry.Handshake == handshake && entry.Message is ServerHello { IsHelloRetryRequest: false, HasCipherSuite: true } hello)
                return CipherSuite.Find(hello.CipherSuite);
        }

        return connection.CipherSuiteParts;
    }
}
