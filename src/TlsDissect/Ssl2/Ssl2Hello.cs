namespace TlsDissect.Ssl2;

/// <summary>A ClientHello in the form of SSL 2.0, which may be one of SSL 3.0 and later: the first bytes of the answer decide.</summary>
/// <param name="message">Without its two-byte length.</param>
internal sealed class Ssl2Hello(byte[] message)
{
    private byte[] _answer = [];

    public byte[] Message { get; } = message;

    /// <summary>Bytes of memory taken.</summary>
    public int Held => Message.Length + _answer.Length;

    /// <summary>Whether SSL 2.0 answers; <c>null</c> while that is not known.</summary>
    /// <param name="answer">The server's next bytes; where it is known, all that it sent so far.</param>
    public bool? IsAnswered(ref ReadOnlySpan<byte> answer)
    {
        if (_answer.Length > 0) answer = (byte[])[.. _answer, .. answer];
        if (answer.Length >= Ssl2ServerHello.SignatureLength) return Ssl2ServerHello.StartsWith(answer);
        _answer = answer.ToArray();
        return null;
    }
}
