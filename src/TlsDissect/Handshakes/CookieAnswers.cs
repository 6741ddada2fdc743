using TlsDissect.Messages;

namespace TlsDissect.Handshakes;

/// <summary>Judges a ClientHello that a server of DTLS has asked for before its ServerHello (RFC 6347 §4.2.1).</summary>
internal static class CookieAnswers
{
    /// <summary>What a message that is out of place weighs. Less speaks only between choices that are alike.</summary>
    public const int Fault = 2;

    private const int Doubt = 1;

    /// <summary>What speaks against an answer.</summary>
    /// <param name="request">The HelloVerifyRequest; <c>null</c> for a HelloRetryRequest.</param>
    /// <param name="first">The hello before it; <c>null</c> if unknown.</param>
    /// <param name="answer">The hello after it.</param>
    public static int Faults(HelloVerifyRequest? request, ClientHello? first, ClientHello answer)
    {
        int faults = 0;
        if (request is not null && answer.LegacyCookie is { } cookie && !cookie.Span.SequenceEqual(request.Cookie)) faults += Fault;
        if (first is null || first.Random.Span.SequenceEqual(answer.Random.Span)) return faults;
        // Who sees no datagram of the server can send an empty cookie.
        return faults + Fault + (request is { Cookie.Length: 0 } ? Doubt : 0);
    }
}
