using TlsDissect.Connections;
using TlsDissect.Records;

namespace TlsDissect.Ssl2;

/// <summary>
/// A ClientHello in the form of SSL 2.0, without its two-byte length. It may belong to SSL 3.0 or later: the first bytes of the answer
/// decide.
/// </summary>
internal sealed class Ssl2Hello(DissectorContext context, byte[] message) : IOtherProtocol
{
    private byte[] _answer = [];

    public int Held => message.Length + _answer.Length;

    public bool? IsAnswered(ref ReadOnlySpan<byte> answer)
    {
        if (_answer.Length > 0) answer = (byte[])[.. _answer, .. answer];
        if (answer.Length >= Ssl2ServerHello.SignatureLength) return Ssl2ServerHello.StartsWith(answer);
        _answer = answer.ToArray();
        return null;
    }

    public IRecordLayer Start(ConnectionReport report, Direction client, Direction server) =>
        new Ssl2RecordLayer(context, report, client, server, message);
}
