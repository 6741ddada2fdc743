using TlsDissect.Protocol;

namespace TlsDissect.Output.Text.Lessons;

/// <summary>Which steps a handshake has: the first row that fits.</summary>
internal static class LessonTable
{
    /// <summary>Before the suite is known, or where it is not in the table: the hellos alone.</summary>
    public static readonly Lesson Hellos = new(static _ => "handshake", [CommonSteps.ClientHello, CommonSteps.ServerHello], "")
    {
        IsComplete = false,
    };

    private static readonly (Func<LessonFacts, bool> Fits, Lesson Lesson)[] Rows =
    [
        (static facts => facts.IsSsl2 && facts.IsResumption, PreSharedLessons.Ssl2Resumption),
        (static facts => facts.IsSsl2, TransportLessons.Ssl2),
        (static facts => facts.Suite is null || facts.IsUndecided, Hellos),
        (static facts => facts.IsTls13 && facts.IsResumption, Tls13Lessons.PreShared),
        (static facts => facts.IsTls13, Tls13Lessons.Full),
        (static facts => facts.IsResumption, PreSharedLessons.Resumption),
        (static facts => facts.IsRsaExchange, TransportLessons.Rsa),
        (static facts => facts.Exchange is KeyExchange.Gost94 or KeyExchange.Gost2001 or KeyExchange.Gost2012, TransportLessons.Gost),
        (static facts => facts.Exchange == KeyExchange.RsaPsk, TransportLessons.RsaPsk),
        (static facts => facts.Exchange == KeyExchange.Psk, PreSharedLessons.Plain),
        (static facts => facts.Exchange is KeyExchange.DhePsk or KeyExchange.EcdhePsk, PreSharedLessons.Ephemeral),
        (static facts => facts is { Exchange: KeyExchange.Srp, Suite.Authentication: not Authentication.Srp },
            AgreementLessons.SignedPassword),
        (static facts => facts.Exchange is KeyExchange.Srp or KeyExchange.Eccpwd or KeyExchange.Ecjpake, AgreementLessons.Password),
        (static facts => facts.IsAnonymous, AgreementLessons.Anonymous),
        (static facts => facts.Suite!.IsForwardSecret, AgreementLessons.Ephemeral),
        (static facts => facts.Exchange is KeyExchange.Dh or KeyExchange.DhExport or KeyExchange.Ecdh, AgreementLessons.Static),
    ];

    /// <summary>All lessons, for those that look at each.</summary>
    public static IEnumerable<Lesson> All => Rows.Select(row => row.Lesson).Append(AgreementLessons.Other).Distinct();

    /// <summary>The steps of a handshake.</summary>
    public static Lesson Of(LessonFacts facts)
    {
        foreach ((Func<LessonFacts, bool> fits, Lesson lesson) in Rows)
        {
            if (fits(facts)) return lesson;
        }

        return AgreementLessons.Other;
    }
}
