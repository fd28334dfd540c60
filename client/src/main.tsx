import { type ComponentType, lazy, type ReactNode, StrictMode, Suspense, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { matchRoute, Redirect, useLocation, useRouter } from 'wouter'
import { iceServers } from '@vieraugen/protocol/http/meetings.ts'
import { officePaths, paths, patterns } from '@vieraugen/protocol/pages.ts'
import { call } from './lib/api.ts'
import { browserClock } from './lib/clock.ts'
import { consentOutdated } from './lib/consent-state.ts'
import { session, sessions } from './lib/session.ts'
import { useStore } from './lib/use-store.ts'
import { PageShell } from './page-shell.tsx'
import { ErrorBoundary } from './ui/error-boundary.tsx'
import { Loading } from './ui/loading.tsx'

/** Each page is fetched when it is opened; the names stay checked. */
const page = <M, P>(load: () => Promise<M>, pick: (module: M) => ComponentType<P>) =>
  lazy(async () => ({ default: pick(await load()) }))

const Home = page(
  () => import('./pages/home/home-page.tsx'),
  (m) => m.HomePage,
)
const Register = page(
  () => import('./pages/register/register-page.tsx'),
  (m) => m.RegisterPage,
)
const Confirm = page(
  () => import('./pages/confirm/confirm-page.tsx'),
  (m) => m.ConfirmPage,
)
const SignIn = page(
  () => import('./pages/sign-in/sign-in-page.tsx'),
  (m) => m.SignInPage,
)
const Forgotten = page(
  () => import('./pages/forgotten/forgotten-page.tsx'),
  (m) => m.ForgottenPage,
)
const NewPassword = page(
  () => import('./pages/new-password/new-password-page.tsx'),
  (m) => m.NewPasswordPage,
)
const Meetings = page(
  () => import('./pages/meetings/meetings-page.tsx'),
  (m) => m.MeetingsPage,
)
const Sheet = page(
  () => import('./pages/sheet/sheet-page.tsx'),
  (m) => m.SheetPage,
)
const Account = page(
  () => import('./pages/account/account-page.tsx'),
  (m) => m.AccountPage,
)
const AccountData = page(
  () => import('./pages/account-data/account-data-page.tsx'),
  (m) => m.AccountDataPage,
)
const RenewedConsent = page(
  () => import('./pages/renewed-consent/renewed-consent-page.tsx'),
  (m) => m.RenewedConsentPage,
)
const TextArchive = page(
  () => import('./pages/text-archive/text-archive-page.tsx'),
  (m) => m.TextArchivePage,
)
const Contract = page(
  () => import('./pages/contract/contract-page.tsx'),
  (m) => m.ContractPage,
)
const Farewell = page(
  () => import('./pages/farewell/farewell-page.tsx'),
  (m) => m.FarewellPage,
)
const Invitation = page(
  () => import('./pages/invitation/invitation-page.tsx'),
  (m) => m.InvitationPage,
)
const Legal = page(
  () => import('./pages/legal/legal-page.tsx'),
  (m) => m.LegalPage,
)
const Imprint = page(
  () => import('./pages/imprint/imprint-page.tsx'),
  (m) => m.ImprintPage,
)
const Accessibility = page(
  () => import('./pages/accessibility/accessibility-page.tsx'),
  (m) => m.AccessibilityPage,
)
const MyData = page(
  () => import('./pages/my-data/my-data-page.tsx'),
  (m) => m.MyDataPage,
)
const Outbox = page(
  () => import('./pages/outbox/outbox-page.tsx'),
  (m) => m.OutboxPage,
)
const End = page(
  () => import('./pages/end/end-page.tsx'),
  (m) => m.EndPage,
)
const AdminAccounts = page(
  () => import('./pages/admin-accounts/admin-accounts-page.tsx'),
  (m) => m.AdminAccountsPage,
)
const AdminRequests = page(
  () => import('./pages/admin-requests/admin-requests-page.tsx'),
  (m) => m.AdminRequestsPage,
)
const AdminConsents = page(
  () => import('./pages/admin-consents/admin-consents-page.tsx'),
  (m) => m.AdminConsentsPage,
)
const AdminDeletion = page(
  () => import('./pages/admin-deletion/admin-deletion-page.tsx'),
  (m) => m.AdminDeletionPage,
)
const AdminTexts = page(
  () => import('./pages/admin-texts/admin-texts-page.tsx'),
  (m) => m.AdminTextsPage,
)
const Missing = page(
  () => import('./pages/missing/missing-page.tsx'),
  (m) => m.MissingPage,
)
const Room = page(
  () => import('./room/view/room-page.tsx'),
  (m) => m.RoomPage,
)

const AdminShell = page(
  () => import('./admin-shell.tsx'),
  (m) => m.AdminShell,
)
const AdminOverview = page(
  () => import('./pages/admin-overview/admin-overview-page.tsx'),
  (m) => m.AdminOverviewPage,
)
const AdminSecurity = page(
  () => import('./pages/admin-security/admin-security-page.tsx'),
  (m) => m.AdminSecurityPage,
)
const AdminStatistics = page(
  () => import('./pages/admin-statistics/admin-statistics-page.tsx'),
  (m) => m.AdminStatisticsPage,
)
const AdminProofs = page(
  () => import('./pages/admin-proofs/admin-proofs-page.tsx'),
  (m) => m.AdminProofsPage,
)
const AdminKeys = page(
  () => import('./pages/admin-keys/admin-keys-page.tsx'),
  (m) => m.AdminKeysPage,
)
const AdminLog = page(
  () => import('./pages/admin-log/admin-log-page.tsx'),
  (m) => m.AdminLogPage,
)

/** The technique check, given what it needs of the room's media. Pages never import the room themselves. */
const TechniqueCheck = lazy(async () => {
  const [{ TechniqueCheckPage }, devices, meter, connection, media] = await Promise.all([
    import('./pages/technique-check/technique-check-page.tsx'),
    import('./room/media/devices.ts'),
    import('./room/media/level-meter.ts'),
    import('./room/media/connection-check.ts'),
    import('./room/media/words.ts'),
  ])
  const tools = {
    createDevices: () => devices.createDevices(devices.browserDevices()),
    createLevelMeter: (track: MediaStreamTrack) => meter.createLevelMeter(track, browserClock),
    checkConnection: async () => connection.checkConnection((await call(iceServers)).iceServers, browserClock),
    words: media.words,
  }
  return {
    default: (props: { onDone?: () => void }) => <TechniqueCheckPage tools={tools} {...props} />,
  }
})

interface Place {
  path: string
  /** Clients get the quick way out, accounts are asked to sign in first, the office has its navigation, the room no frame. */
  for?: 'clients' | 'accounts' | 'office' | 'room'
  /** `id` is the part of the address that varies. */
  show(id: string): ReactNode
}

const places: Place[] = [
  { path: paths.home, show: () => <Home /> },
  { path: paths.register, show: () => <Register /> },
  { path: paths.confirm, show: () => <Confirm /> },
  { path: paths.signIn, show: () => <SignIn /> },
  { path: paths.forgotten, show: () => <Forgotten /> },
  { path: paths.newPassword, show: () => <NewPassword /> },
  { path: paths.meetings, for: 'accounts', show: () => <Meetings /> },
  { path: patterns.sheet, for: 'accounts', show: (id) => <Sheet meetingId={id} /> },
  { path: paths.account, for: 'accounts', show: () => <Account /> },
  { path: paths.accountData, for: 'accounts', show: () => <AccountData /> },
  { path: paths.renewedConsent, for: 'accounts', show: () => <RenewedConsent /> },
  { path: paths.farewell, show: () => <Farewell /> },
  {
    path: paths.invitation,
    for: 'clients',
    show: () => <Invitation techniqueCheck={(onDone) => <TechniqueCheck onDone={onDone} />} />,
  },
  { path: paths.techniqueCheck, for: 'clients', show: () => <TechniqueCheck /> },
  { path: patterns.room, for: 'room', show: (id) => <Room key={id} meetingId={id} /> },
  { path: patterns.end, for: 'clients', show: (id) => <End key={id} meetingId={id} /> },
  { path: paths.privacy, show: () => <Legal page="privacy" /> },
  { path: paths.textArchive, show: () => <TextArchive /> },
  { path: paths.terms, show: () => <Legal page="terms" /> },
  { path: paths.imprint, show: () => <Imprint /> },
  { path: paths.accessibility, show: () => <Accessibility /> },
  { path: paths.myData, for: 'clients', show: () => <MyData /> },
  { path: paths.contract, show: () => <Contract /> },
  { path: paths.outbox, show: () => <Outbox /> },
  { path: officePaths.accounts, for: 'office', show: () => <AdminAccounts /> },
  { path: officePaths.requests, for: 'office', show: () => <AdminRequests /> },
  { path: officePaths.consents, for: 'office', show: () => <AdminConsents /> },
  { path: officePaths.deletion, for: 'office', show: () => <AdminDeletion /> },
  { path: officePaths.texts, for: 'office', show: () => <AdminTexts /> },
  { path: officePaths.overview, for: 'office', show: () => <AdminOverview /> },
  { path: officePaths.security, for: 'office', show: () => <AdminSecurity /> },
  { path: officePaths.statistics, for: 'office', show: () => <AdminStatistics /> },
  { path: officePaths.proofs, for: 'office', show: () => <AdminProofs /> },
  { path: officePaths.keys, for: 'office', show: () => <AdminKeys /> },
  { path: officePaths.log, for: 'office', show: () => <AdminLog /> },
  { path: '*', show: () => <Missing /> },
]

function App() {
  useEffect(() => {
    // Who cannot be asked for is nobody: the pages that need an account say themselves what is wrong.
    sessions.load().catch(() => sessions.lost())
  }, [])
  const [address] = useLocation()
  const { parser } = useRouter()
  for (const place of places) {
    const [matches, params] = matchRoute(parser, place.path, address)
    if (!matches) continue
    const { id = '' } = params as { id?: string }
    const shown = place.show(id)
    const page = (
      <ErrorBoundary key={address}>
        <Suspense fallback={<Loading />}>{framed(place.for, shown)}</Suspense>
      </ErrorBoundary>
    )
    if (place.for === 'room') return page
    return (
      <PageShell forClients={place.for === 'clients'} wide={place.for === 'office'}>
        {page}
      </PageShell>
    )
  }
  return null
}

/** What a page stands in, for those who may see it. */
function framed(whom: Place['for'], shown: ReactNode): ReactNode {
  if (whom === 'accounts') return <SignedIn>{shown}</SignedIn>
  if (whom !== 'office') return shown
  return (
    <SignedIn>
      <AdminShell>{shown}</AdminShell>
    </SignedIn>
  )
}

function SignedIn({ children }: { children: ReactNode }) {
  const account = useStore(session)
  const outdated = useStore(consentOutdated)
  const [address] = useLocation()
  // What was said of one account says nothing of the next.
  const id = account?.id
  useEffect(() => consentOutdated.set(false), [id])
  if (account === undefined) return <Loading />
  if (!account) return <Redirect to={paths.signIn} replace />
  const isOwnData = address === paths.account || address === paths.accountData
  // While the use of the account is stopped there is nothing else here (Art. 18 GDPR).
  if (account.restricted && !isOwnData) return <Redirect to={paths.accountData} replace />
  // Nor while other texts hold than the person ticked: they decide first (Art. 7 (1) GDPR).
  if (address === paths.renewedConsent) return children
  if (outdated && !isOwnData) return <Redirect to={paths.renewedConsent} replace state={{ from: address }} />
  // Nor before a second factor that is needed was set up; the account says so and offers it.
  return account.secondFactor === 'needed' && !isOwnData ? <Redirect to={paths.account} replace /> : children
}

createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
