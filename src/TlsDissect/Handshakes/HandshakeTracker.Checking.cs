namespace TlsDissect.Handshakes;

/// <content>Checks that wait for a secret or for the end of the connection.</content>
internal sealed partial class HandshakeTracker
{
    /// <summary>
    /// Decrypts the inner ClientHello of an encrypted one (RFC 9849), if its secret is logged and it was not tried yet with these keys.
    /// </summary>
    public void TryInnerHello()
    {
        if (!_encryptedHellos.TryResolve(Current)) return;
        _finished.Check(last: false);
        _authentication.Check(last: false);
        _authentication.Report(Current!);
    }

    /// <summary>Completes the checks. Called when the connection is over.</summary>
    public void Complete()
    {
        _finished.Check(last: false);
        RetryRequests.Complete(Current, events, report);
        _finished.Check(last: true);
        _encryptedHellos.Complete(Current);
        if (Current is not null) _authentication.Close(Current);
        _ends.Judge(Current);
    }
}
